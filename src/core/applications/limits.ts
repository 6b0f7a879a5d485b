// Limits of applications: of what they are registered with, what they keep, and who configures them.

export const applicationLimits = {
  appSettingsBytesMax: 1_048_576,
  /** Of the texts of an application that a master sends: bytes of a statement, characters of any other, languages. */
  appStatementBytesMax: 262_144,
  appTextLengthMax: 4096,
  appLanguagesMax: 50,
  appCertificatesMax: 10,
  /** Entries of any list that an application is registered with. */
  appListMax: 200,
  /** Rules an application may ask for, and in all of them together, sets of types and dates, and types. */
  appRulesMax: 50,
  appRuleSetsMax: 200,
  appRuleTypesMax: 2000,
  /** Applications that one person configures in the Shell, and people who configure one, invited ones too. */
  ownAppsMax: 25,
  appAdminsMax: 20,
};
