import type { ReactNode } from 'react'
import { assets } from '@/config/assets'
import { language } from '@/words'
import './globals.css'

// Every page is read from the database; the page store before Next.js keeps the finished bytes.
export const dynamic = 'force-dynamic'

/** The document. It hydrates nothing: what a browser runs is the site's own module, and a first script for the colours. */
export default function Layout({ children }: { children: ReactNode }) {
  const { main, theme } = assets()
  return (
    <html lang={language.tag} dir={language.direction} suppressHydrationWarning>
      <head>
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#fdfdfb" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#141617" media="(prefers-color-scheme: dark)" />
        <link rel="manifest" href="/manifest.webmanifest" />
        <link rel="apple-touch-icon" href="/icons/colloquy-1-180.png" />
        <link rel="preload" href="/fonts/colloquy-serif-2.woff2" as="font" type="font/woff2" crossOrigin="anonymous" />
        <link rel="preload" href="/fonts/colloquy-sans-2.woff2" as="font" type="font/woff2" crossOrigin="anonymous" />
        {theme === '' ? null : <script src={theme} />}
        {main === '' ? null : <script type="module" src={main} />}
      </head>
      <body>{children}</body>
    </html>
  )
}
