/** Groups of notices as the page that ends their mails names them. */
const words = {
  replies: 'answers and comments to what you wrote', mentions: 'mentions of you', answers: 'answers in what you follow', comments: 'comments in what you follow',
  questions: 'questions in what you follow', endorsements: 'endorsements', statuses: 'changes of status', votes: 'votes', decisions: 'decisions of moderators',
} as const

/** "answers and comments to what you wrote, and mentions of you". */
export function groupsInWords(groups: readonly (keyof typeof words)[]): string {
  return groups.map(group => words[group]).join(', and ')
}
