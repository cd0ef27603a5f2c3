import type { Plugin } from 'esbuild'

export function inLanguage(language: 'en' | 'zh-Hans'): Promise<Plugin[]>
