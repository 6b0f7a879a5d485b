// The words for what two people changed at once.

export const meanwhileWords = {
  isNow: (text: string) =>
    text === ''
      ? 'Somebody emptied this since you opened the page. Save again to put yours in its place.'
      : `Somebody changed this since you opened the page, to “${text}”. Save again to put yours in its place.`,
  pictureChanged:
    'Somebody changed this picture since you opened the page, so nothing was done. Look at it, and do it again if you still want to.',
  proposalChanged:
    'Somebody changed what waits since you opened the page, so nothing was taken back. Look at it again.',
  ruleChanged: 'Somebody changed this rule since you opened the page. Save again to put yours in its place.',
  ruleGone: 'Somebody removed this rule since you opened the page. Save again to add it as a new one.',
  textOfGone: (text: string) =>
    `A rule was removed since you opened the page. Your text for it was not kept: “${text}”`,
};
