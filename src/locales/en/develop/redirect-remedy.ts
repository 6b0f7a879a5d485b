// How what is wrong with a redirect or a call is mended, and in which part of the application.

export const redirectRemedyWords = {
  address:
    'Mend it in the app, where it builds the address of redirect.aspx. The values that it needs stand here:',
  redirect:
    'Leave redirect out, or add its host under “Hosts to return to”. Production ignores redirect. See:',
  'action-url':
    'Give the app an action URL that begins with https://, or with http:// in a sandbox only. See:',
  disabled: 'The app is disabled. Whether it can be enabled is told here:',
  approval: 'In production an app works once the operator has approved it. See:',
  'online-rule': 'Spell the rule as it is named, or add it and make it optional. See:',
  'offline-rule': 'Spell the rule as it is named, or add it and make it optional. See:',
  record:
    'Each app has ids of its own for records: take the one that GetAuthorizedPeople or GetPersonInfo gave this app. A sandbox person with such ids is made here:',
  device:
    'A device calls NewApplicationCreationInfo, and opens CREATEAPPLICATION with the token that it got, once and within a quarter of an hour. What it needs stands here:',
  caller: 'Call from there, or change “Addresses it calls from”. See:',
  'online-rights':
    'Add these kinds to a rule with “See”. Who uses the app already is asked when it sends them to APPAUTH. See:',
  'offline-rights':
    'Add these kinds to a rule with “See”. Who uses the app already is asked when it sends them to APPAUTH. See:',
  'not-granted':
    'They left an optional rule out, allowed the app before it asked for this, or may not see it themselves. Send them to APPAUTH to ask again. The values that it needs stand here:',
};
