// The words of the pages that show what applications say of themselves.

export const statementsWords = {
  titles: {
    privacy: (app: string) => `Privacy statement of ${app}`,
    terms: (app: string) => `Terms of use of ${app}`,
  },
  lead: 'Whoever makes the app wrote this. The vault only shows it.',
};
