// Help: messages between people and their doctors, over Direct.
export const messagesHelp: string = `# Messages with your doctor

[Messages](/messages) have two sources: **Direct**, which is mail between doctors, clinics and patients, and apps, which may put mail into a record. The first is there where whoever runs this vault has set it up; [your address](/messages/address) says whether it is.

## What Direct is

A kind of mail that is encrypted for who gets it and signed by who sends it. Clinics use it to send letters, results and whole records to each other. In the United States a practice has to be able to send you your documents that way. It does not reach ordinary e-mail addresses, and ordinary e-mail does not reach yours here.

## Your address

[Your Direct address](/messages/address) is on a page to copy or to print. Give it to the practice and ask for your documents “to my Direct address”. You can choose what stands before the @; an older address of yours still arrives, and nobody else ever gets it.

## Who sent it, and how sure that is

Each message says at its top whether it is sure who sent it. **Sure** means that the signature is right, the certificate is for the address it came from, and somebody whom this vault trusts vouches for it. You see the name in the certificate, whether it is for that one address or for a whole organisation, who vouches, and until when.

**Not sure** is marked in red, with the reason. Such a message may still be what it says, but anybody could have written it. Ask the sender by telephone, on a number that you have from elsewhere, before you do what it asks or open its files.

## Senders you do not know yet

Who writes to you for the first time waits under [Unknown senders](/messages/unknown), and nothing of it is in your record. **Accept this sender**, and what they send comes to your inbox, and into your record where it is sure who they are. **Refuse**, and it goes to “Spam”; they are not told. What came without encryption goes there, too. Contacts of your record and those you wrote to are known.

## What came with it

Pictures and the first page of a PDF are shown small. A clinical document (C-CDA, CCR) can be read as a text, and **Compare with the record** leads to what is in it, item by item: you choose what comes in, and can take it back. HTML mail is shown as text; pictures of other servers are never loaded, and nothing in a message can be pressed.

## Writing

[Write a message](/messages/write), or reply to one. You can send along a summary, as a document that programs of clinics read or as a PDF, and documents of the record. Before it goes, a page shows who will be able to read it, by the certificates that were found, and what of your record leaves the vault. Use the telephone for anything urgent.

[Sent](/messages/sent) tells how far each message got: waiting, sent, delivered, received by their system, or failed, and then why and what you can do. A message that does not get through is tried again for two days.

An app can write in your name where whoever runs this vault lets it, and you do: tick it where the app asks for access, or on its page under [Apps](/apps). What it sent stands under Sent, with the name of the app. Whom it writes to becomes no sender that you know.

## Who sees it

Your inbox is yours alone. What is put into a record is seen by everybody who may see messages there, and its activity tells of it.
`;
