// Countries, currencies and languages by the codes of ISO. Their names come from the runtime, in its languages.
import { makeTable } from '../../schema/table.ts';
import { spokenLanguages } from '../languages.ts';
import { makeOnce } from '../table.ts';
import type { CodeItem, CodeText, Vocabulary } from '../vocabulary.ts';

/** ISO 3166-1: 249 countries and territories. */
const countries = `
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ
  BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
  CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ
  DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
  GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY
  HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
  KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
  MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
  NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
  QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ
  TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ
  VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`;

/** ISO 4217 as of the end of 2024: currencies, funds and metals. */
const currencies = `
  AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
  CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
  GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
  KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV
  MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
  SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS
  UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU
  XTS XUA XXX YER ZAR ZMW ZWG`;

/** ISO 639-1: 183 languages. */
const languages = `
  aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz
  ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
  ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv
  mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw
  sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty
  ug uk ur uz ve vi vo wa wo xh yi yo za zh zu`;

/** What HealthVault's lists had and ISO has withdrawn since, as far as they were published: it still stands in records. */
const withdrawn = {
  currencies: 'BYR CUC EEK GWP HRK LTL LVL MRO STD USS VEF ZMK ZWL',
  languages: 'bh',
};

/** The runtime takes these for another language, and would name that. */
const ownEnglish: Readonly<Record<string, string>> = makeTable({ bh: 'Bihari', tl: 'Tagalog', tw: 'Twi' });

const iso3166 = {
  name: 'iso3166',
  description: 'Countries and territories, by the two letters of ISO 3166-1',
  type: 'region',
} as const;
const iso4217 = { name: 'iso4217', description: 'Currencies, by ISO 4217', type: 'currency' } as const;
const iso639 = {
  name: 'iso639-1',
  description: 'Languages, by the two letters of ISO 639',
  type: 'language',
} as const;

/** Each as HealthVault numbered it, which is what its applications ask for, and as it is. */
export const iso: readonly Vocabulary[] = [
  named({ ...iso3166, version: '1.0' }, countries),
  named({ ...iso3166, version: '2020' }, countries),
  named({ ...iso4217, version: '1' }, currencies, withdrawn.currencies),
  named(
    { ...iso4217, version: '2015', description: `${iso4217.description} as of the end of 2024` },
    currencies,
  ),
  named({ ...iso639, version: '1.0' }, languages, withdrawn.languages),
  named({ ...iso639, version: '2023' }, languages),
];

interface Named {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly type: Intl.DisplayNamesType;
}

function named({ type, ...head }: Named, ...codes: string[]): Vocabulary {
  return {
    ...head,
    family: 'iso',
    extent: 'whole',
    languages: spokenLanguages,
    items: makeOnce(() => {
      const names = spokenLanguages.map(
        language => [language, new Intl.DisplayNames(language, { type, fallback: 'none' })] as const,
      );
      return codes
        .join(' ')
        .trim()
        .split(/\s+/)
        .sort()
        .map(code => itemOf(code, names));
    }),
  };
}

function itemOf(code: string, names: readonly (readonly [string, Intl.DisplayNames])[]): CodeItem {
  const english = ownEnglish[code];
  if (english !== undefined) return { code, texts: { en: { display: english } } };
  const texts: Record<string, CodeText> = {};
  for (const [language, named] of names) {
    const display = named.of(code);
    if (display !== undefined) texts[language] = { display };
  }
  return { code, texts };
}
