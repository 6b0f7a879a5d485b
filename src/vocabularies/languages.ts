// Languages that the runtime itself can name countries, currencies, months and their like in.

/** English first, the one to fall back to. A runtime built with few languages has few of these. */
export const spokenLanguages: readonly [string, ...string[]] = [
  'en',
  ...Intl.DisplayNames.supportedLocalesOf(
    'ar cs da de el es fi fr he hi hu it ja ko nb nl pl pt ru sv tr uk zh zh-TW'.split(' '),
  ).map(language => language.toLowerCase()),
];
