// The targets of the Shell's redirect interface, as GetServiceDefinition tells of them. Served by facades/shell/.

export interface ShellTarget {
  readonly token: string;
  readonly description: string;
  /** Names in targetqs beyond those every target takes. */
  readonly parameters: readonly string[];
  /** Some lead to a page that says they are still to come. */
  readonly isServed: boolean;
}

export const shellTargets: readonly ShellTarget[] = [
  target(
    'APPAUTH',
    'Choose records and agree to what an application asks for.',
    'appid',
    'ismra',
    'extrecordid',
  ),
  later('APPREDIRECT', 'Go on to a page of another application.', 'appid', 'refappid', 'target', 'targetqs'),
  target('APPSIGNOUT', 'Sign out of an application and of the Shell.', 'appid', 'credtoken'),
  target(
    'AUTH',
    'Sign in, and agree to what an application asks for if that is still to be done.',
    'appid',
    'ismra',
  ),
  later('CONNECT', 'Answer the invitation of a clinic to connect a record.', 'packageid'),
  later('CREATEACCOUNT', 'Open an account, with a first record, for an application.', 'appid', 'ismra'),
  target(
    'CREATEAPPLICATION',
    'Let a device or phone use records.',
    'appid',
    'appCreationToken',
    'instanceName',
    'ismra',
  ),
  later('CREATERECORD', 'Add a record for an application.', 'appid', 'ismra'),
  later('EDITRECORD', 'Change the name and profile of a record.', 'appid', 'extrecordid'),
  later('HELP', 'Read about a topic.', 'topicid'),
  later('MANAGEACCOUNT', 'See and change the account.', 'appid'),
  later('PICKUP', 'Pick up a package of health data that was left for the person.', 'packageid'),
  later('RECONCILE', 'Take the items of a document over into the record.', 'appid', 'extrecordid', 'thingid'),
  later('RECORDLIST', 'See the records an application may use.', 'appid'),
  later(
    'SHAREDAPPDETAILS',
    'See and change what an application may do with a record.',
    'appid',
    'extrecordid',
  ),
  later('SHARERECORD', 'Invite someone to a record.', 'appid', 'extrecordid'),
  later('VIEWITEMS', 'See the items of some types in a record.', 'appid', 'typeid', 'additem', 'extrecordid'),
];

function target(token: string, description: string, ...parameters: string[]): ShellTarget {
  return { token, description, parameters, isServed: true };
}

function later(token: string, description: string, ...parameters: string[]): ShellTarget {
  return { ...target(token, description, ...parameters), isServed: false };
}
