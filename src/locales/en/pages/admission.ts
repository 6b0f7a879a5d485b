// The words of the page about who may use an application.

export const admissionWords = {
  title: 'This app is not open to everybody',
  text: (app: string) =>
    `${app} chooses who may use it, and you have not been admitted yet. Nothing was shared. Ask the makers of the app.`,
};
