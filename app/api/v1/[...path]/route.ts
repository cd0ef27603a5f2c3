/** The whole API stands behind this one handler; its routes are the table in ../table.ts. */
import { answerRequest } from '../answering'

export const dynamic = 'force-dynamic'

export { answerRequest as GET, answerRequest as POST, answerRequest as PUT, answerRequest as PATCH, answerRequest as DELETE }
