// The words of the way back to an application, and of the Shell's last page.

export const leaveWords = {
  back: (app: string) => `Back to ${app}`,
  go: (app: string) => `Continue to ${app}`,
  last: {
    appauthsuccess: {
      title: 'All done',
      text: 'The app can use the record now. You can close this page and go back to the app.',
    },
    appauthreject: {
      title: 'Nothing was shared',
      text: 'You did not allow the app to use a record. You can close this page.',
    },
    appauthinvalidrecord: {
      title: 'Nothing was shared',
      text: 'The app asked for a record that is not among yours. You can close this page.',
    },
    signout: { title: 'Signed out', text: 'You are signed out. You can close this page.' },
  },
  done: { title: 'Done here', text: 'You can close this page.' },
};
