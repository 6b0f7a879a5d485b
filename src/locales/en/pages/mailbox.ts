// The words of the mailbox page.

export const mailboxWords = {
  title: 'Mailbox',
  about:
    'This is a sandbox without a mail server. What it would send is kept here instead, for everybody at this computer.',
  emptyTitle: 'No mail yet',
  emptyText: 'Mail that the vault or an application sends will be shown here.',
  caption: 'The latest mail, newest first',
  subject: 'Subject',
  noSubject: '(no subject)',
  from: 'From',
  to: 'To',
  replyTo: 'Answers to',
  sent: 'Sent',
  text: 'Text',
  html: 'HTML, as it was sent',
  back: 'All mail',
};
