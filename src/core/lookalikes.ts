// Which letters of other scripts are drawn as those of ours, so that a name that only looks like another is known. Letters of one
// script each, with what they look like below them. The package for it, `unhomoglyph`, is of 2020 and takes
// κ for none of ours.
import { boundMarks } from '../spelling.ts';

const pairs: readonly (readonly [letters: string, looks: string])[] = [
  // Greek
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϜϳ', 'abezhikmnoptyxfj'],
  ['αβεικνορτυχωγησ', 'abeikvoptuxwyno'],
  // Cyrillic
  ['АВЕЅІЈКМНОРСТУХԚԜѠѴҺԀӀҮЄГЬ', 'abesijkmhopctyxqwwvhdlyerb'],
  ['авеѕіјкмнорстухԛԝѡѵһԁӏүєгпишщьӕ', 'abesijkmhopctyxqwwvhdlyernuwwba'],
  // Armenian
  ['ՍՕԼաոսհօքյլցզ', 'uolwnuhopjlgq'],
  // Cherokee
  ['ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏒᏚᎢᏙᏔᎩᏃ', 'abcdeghijklmprrstvwyz'],
  // Lisu
  ['ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ', 'abcdefghijklmnoprstuvwxyz'],
  // Small capitals, and what else is nearly Latin
  ['ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnoprstuvwyz'],
  ['ɑɡıĸłƖǀ𐐬', 'agikllio'],
];

const looks = new Map(
  pairs.flatMap(([letters, drawn]) =>
    [...letters].map((letter, at) => [letter, drawn[at] ?? letter] as const),
  ),
);

/** What a name looks like: the same for all that are drawn alike. Signs and spaces are left out. */
export function foldLooks(name: string): string {
  const letters = [
    ...boundMarks(name)
      .normalize('NFKD')
      .replace(/\p{M}+/gu, ''),
  ];
  return letters
    .map(letter => looks.get(letter) ?? letter)
    .join('')
    .replace(/[I1|]/g, 'l')
    .replaceAll('0', 'o')
    .toLowerCase()
    .replaceAll('i', 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
