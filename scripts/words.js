// `npm run words [language]`: what each language lacks, as paths to the English words.
import { ready } from './ready.js';

ready();
const { isWhole, languages } = await import('../dist/locales/language.js');
const { wordsLacking } = await import('../dist/locales/lacking.js');
const asked = process.argv[2];
for (const language of languages.filter(one => asked === undefined || one === asked)) {
  const lacking = wordsLacking(language);
  console.log(`${language} ${isWhole(language) ? 'is whole' : 'is begun'}, and lacks ${lacking.length}.`);
  for (const path of lacking) console.log(`  ${path}`);
}
