import type { Plugin } from 'esbuild'

export function inLanguage(language: 'en' | 'zh-Hans'): Promise<Plugin[]>

export function bundleCommands(outfile: string): Promise<void>
