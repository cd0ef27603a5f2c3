/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // The front in server/ compresses and tags what leaves the process.
  compress: false,
  generateEtags: false,
  devIndicators: false,
  images: { unoptimized: true },
  // `npm test` runs tsc over the whole repository; a second time here would only cost seconds.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['better-sqlite3', 'pg', 'drizzle-orm', 'pino', '@node-rs/argon2', 'nodemailer'],
  // Every reader gets titles in the head: without this Next streams them in by script, and our pages carry none.
  htmlLimitedBots: /./,
  // Slashes at the end are part of no address; the front redirects them itself.
  skipTrailingSlashRedirect: true,
  // A desk refuses with 401 or 403 by unauthorized() and forbidden(); the front shows the page that belongs to it.
  experimental: { authInterrupts: true },
}
