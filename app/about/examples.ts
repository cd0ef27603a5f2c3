/** What the posting guide shows: what is written, and beside it what our own renderer makes of it. */
import { t } from '@/words'
export const examples = [
  { what: t('Emphasis'), source: '*slanted*, **strong**, `code`' },
  { what: t('A formula in a line'), source: 'The loss is $L = -\\sum_i y_i \\log f_i$, or \\(L\\).' },
  { what: t('A formula on its own'), source: '$$\n\\frac{\\partial L}{\\partial z} = f - y\n$$' },
  { what: t('Money stays money'), source: 'It costs $5 and $6.' },
  { what: t('A list'), source: '- first\n- second\n  - under it' },
  { what: t('A quotation'), source: '> what the paper says' },
  { what: t('Code'), source: '```python\nloss = (f - y) ** 2\n```' },
  { what: t('A table'), source: '| rate | accuracy |\n|---|---|\n| 0.2 | 91 |' },
  { what: t('A link'), source: '[a page](https://example.org), or https://example.org' },
  { what: t('A paper'), source: 'arXiv:1706.03762, doi:10.1000/182' },
  { what: t('A footnote'), source: 'As said before.[^1]\n\n[^1]: Where it was said.' },
] as const
