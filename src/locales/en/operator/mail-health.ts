// The words for what stands in the way of mail, and what mends it.

export const mailHealthWords = {
  inMailbox: 'no mail server is set: mail is not sent, it lies in the',
  mailbox: 'mailbox',
  problems: 'Mail that did not go out',
  what: 'What happened',
  copies: 'Mails',
  waiting: (count: number) => `${count} waiting`,
  givenUp: (count: number) => `${count} given up`,
  latest: 'Latest',
  remedy: 'What to do',
  meanings: {
    receiver: {
      what: 'The mail server refused the receiver',
      remedy:
        'The address does not exist, or the server does not send there. If it concerns every receiver, look whether the server lets mailFrom send.',
    },
    full: {
      what: 'The receiver’s mailbox is full',
      remedy: 'Nothing to mend here. Whoever asks again gets a new mail.',
    },
    later: {
      what: 'The mail server put it off',
      remedy:
        'It is tried again for four days. If it stays so, look into the server’s log: it may allow only so many mails an hour.',
    },
    message: {
      what: 'The mail server refused the mail itself',
      remedy:
        'It takes it for spam, or does not let mailFrom send. Check the SPF and DKIM records of its domain.',
    },
    login: {
      what: 'The mail server refused the user or the password',
      remedy:
        'Correct both in smtpUrl, with %40 for an @ and %2F for a slash, restart, and run keepwell doctor.',
    },
    tls: {
      what: 'The connection could not be secured',
      remedy:
        'Give smtps:// where the server expects TLS at once (port 465), and its certificate in smtpCa where it is one of your own. Then run keepwell doctor.',
    },
    name: {
      what: 'The name of the mail server was not found',
      remedy: 'Correct the host in smtpUrl, restart, and run keepwell doctor.',
    },
    away: {
      what: 'The mail server does not answer, or its certificate is not trusted',
      remedy:
        'Check host and port in smtpUrl, whether a firewall stands between, and smtpCa. Run keepwell doctor: it tries the connection.',
    },
    key: {
      what: 'It was sealed with another key',
      remedy:
        'The key file is another one than when it was written. Put the old one back if you have it; keepwell doctor says where it lies.',
    },
    other: {
      what: 'The mail server broke off',
      remedy: 'Run keepwell doctor, and look into the server’s log.',
    },
  },
  forgotten: 'What was given up is not sent any more and its text is forgotten: whoever needs it asks again.',
};
