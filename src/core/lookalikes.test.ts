import { expect, test } from 'vitest';
import { foldLooks } from './lookalikes.ts';

test('names that are drawn alike are the same, whatever their letters are', () => {
  for (const name of [
    'Keepwell',
    'KEEP WELL!',
    'ΚΕΕΡWELL',
    'κeepwell',
    'Кеерwеll',
    'КЕЕРԜЕӀӀ',
    'Keepwe11',
    'KeepweII',
    'Keepvvell',
    'ᴋᴇᴇᴘᴡᴇʟʟ',
    'ᏦᎬᎬᏢᏔᎬᏞᏞ',
    'ꓗꓰꓰꓑꓪꓰꓡꓡ',
    'Ｋｅｅｐｗｅｌｌ',
    '𝗞𝗲𝗲𝗽𝘄𝗲𝗹𝗹',
    'Kéépwëll',
  ])
    expect([name, foldLooks(name)]).toEqual([name, 'keepwell']);
});

test('other names are others', () => {
  for (const name of ['Keepwell diary', 'Upkeep', 'Хорошо', '体重', 'Κύμα', ''])
    expect(foldLooks(name)).not.toBe('keepwell');
  expect(foldLooks('体重')).toBe('体重');
});
