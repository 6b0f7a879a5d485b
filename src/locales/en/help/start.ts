// Help: what a vault is and how to begin.
export const startHelp: string = `# Getting started

A vault keeps health data of a family: measurements, medicines, conditions, laboratory results, documents. Each person's data is in a **record** of its own. You look after your record and, if you like, those of your children, your parents or somebody in your care.

## The first steps

1. Create an account. Only your e-mail address, your name, your birth date and your country are needed.
2. A record about yourself is made with it. Make more under [Records](/records), one for each person.
3. [Add](/items/add) what you know: a medicine, an allergy, a reading. How lists and charts work is under [your data](/help/data).
4. Start an app or a device that works with the vault. It sends you here, and you decide what it may see and add.

## Records and accounts

An account is what you sign in with. A record is what data lies in. One account can reach several records, and several people can reach one record. Who looks after a record is its **custodian**; every record always has at least one.
`;
