// The words of picking up a message that a clinic sent before its person had an address here. Those of code and question are in
// connect.ts.
export const directPickUpWords = {
  title: 'Pick up a message',
  lead: 'A clinic sent you a message, and you got a code for it by mail? Enter it to read the message.',
  closedTitle: 'This code no longer works',
  closed:
    'The message is no longer here: it was picked up, it waited too long, or its question was answered wrongly too often. Ask those who sent it to send it again.',
};
