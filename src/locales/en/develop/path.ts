// The words of the way of an application: its steps, and the groups of the parts of its configuration.

export const pathWords = {
  title: 'What comes next',
  allDone: 'All of it is done',
  standings: { done: 'done', next: 'next', open: 'open' },
  steps: {
    made: { title: 'The app is made', text: '', button: '' },
    key: {
      title: 'A key',
      text: 'The app signs with it. Make it in this browser, or add the certificate of one you have. An app of SMART alone needs none.',
      button: 'Give it a key',
    },
    address: {
      title: 'Where people come back to',
      text: 'The address of the app to which the Shell sends people when they are done: the action URL, or the redirect addresses of SMART.',
      button: 'Give its address',
    },
    rules: {
      title: 'What it may do',
      text: 'Say in a rule which kinds of item it reads or writes, and why. People read that when they let it in.',
      button: 'Add a rule',
    },
    trial: {
      title: 'Somebody to try it with',
      text: 'A sandbox person with two years of data, who lets the app in.',
      button: 'Make a sandbox person',
    },
    call: {
      title: 'The first call',
      text: 'Copy the settings for your client, start it, and come back: as soon as it has opened a session, this step is done. What goes wrong is in Tracing.',
      button: 'To the settings',
    },
    ready: {
      title: 'Ready to go live',
      text: 'In this sandbox the app works already. What a vault in production asks for besides is on a list.',
      button: 'See what is left',
    },
    live: {
      title: 'Going live',
      text: 'See what is left, and ask the operator of this vault for approval.',
      button: 'See what is left',
    },
  },
  groups: {
    begin: 'Begin',
    keys: 'Keys',
    rights: 'Rights',
    look: 'Looks',
    run: 'Run',
  },
};
