// The words for stopping an app, and for letting it work again.

export const switchWords = {
  disable: 'Disable',
  disableTitle: (name: string) => `Disable ${name}?`,
  disableText: [
    'It can call nothing any more, at once, and nobody can let it in. Neither its developers nor its master can switch it on again; you can.',
    'What it wrote into records stays there.',
  ],
  disabled: (name: string) => `${name} is disabled.`,
  enable: 'Enable',
  enabled: (name: string) => `${name} works again.`,
  waitsAgain: (name: string) =>
    `${name} is not disabled any more. It was never approved, so it does not work yet.`,
  byOperator: 'Disabled by an operator',
  byDevelopers: 'Disabled by its developers, who can enable it again',
};
