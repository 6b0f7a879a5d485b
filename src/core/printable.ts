// Which texts may be printed anywhere: XML cannot hold control characters and two of Unicode's non-characters.

/** Line breaks and tabs are fine in XML, but no name has them. */
const unprintable = /[\p{Cc}\uFFFE\uFFFF]/u;

export function isPrintable(text: string): boolean {
  return !unprintable.test(text);
}

/** What pages show of a name is all there is of it: nothing hidden in it turns it around or makes it look like another. */
export function isVisible(name: string): boolean {
  return !isBlank(name) && !hiding.test(name.trim().replace(joiner, ''));
}

/** Beside what cannot be seen, what breaks the line and marks in a pile, which cover the lines above and below. */
const hiding = /[\p{C}\p{Zl}\p{Zp}]|[\p{Mn}\p{Me}]{5}/u;

/** Is there nothing to be seen in it? */
export function isBlank(text: string): boolean {
  return text.replace(blank, '') === '';
}

const blank = /[\s\u2800\p{Default_Ignorable_Code_Point}]/gu;

/** In scripts whose letters join, and within pictures, joiners are seen. */
const joiner =
  /(?<=[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}\p{Extended_Pictographic}]|\ufe0f)[\u200c\u200d](?=[\p{L}\p{M}\p{Extended_Pictographic}])/gu;

/** To stand between quotation marks, of whatever language: nothing in it ends them. */
export function dropQuotes(text: string): string {
  return text.replace(/["\p{Pi}\p{Pf}\u201a\u201e\u2033\u2036\u275b-\u275e\u301d-\u301f\uff02]/gu, "'");
}

/** As isVisible, for a text of several lines; joiners and marks of direction are part of some scripts and pictures. */
export function isReadable(text: string): boolean {
  return !/(?![\t\n\r\u200c-\u200f])\p{C}/u.test(text);
}

/** What is left of the name of a file; scripts and pictures keep their joiners and marks of direction. */
export function makeReadableName(name: string): string {
  return name.replace(/(?![\u200c-\u200f])\p{C}/gu, '').trim();
}

/** Without anything that cannot be seen, white space as single blanks. */
export function dropInvisible(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\p{C}/gu, '').trim();
}
