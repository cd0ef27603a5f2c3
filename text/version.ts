/** The renderer's version, kept beside each rendered text: raise it when the same source would give other HTML. */
export const rendererVersion = 4
