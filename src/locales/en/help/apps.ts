// Help: what applications may do, and how to take it back.
export const appsHelp: string = `# Apps and what they may do

No app sees anything before you allow it. When an app asks, the page shows **who asks**, **for which record**, **which kinds of item** it wants to see, add, change or delete, and **why**. It also shows how many such items the record holds now, and the newest few: exactly what you would give.

## While you use it, or at any time

Some of what an app asks for holds only *while you use it*: that ends when you sign out. The rest holds *at any time*, so that a scale can store your weight while you are away.

## All or none, and what is up to you

What an app cannot work without belongs together: it gets all of it or nothing. What it could do without is listed apart, and you tick what you like.

## Taking it back

Under [Apps](/apps) you see every app that has access to the record, what it may do, and since when. Take back access there at any time. The app keeps what it has copied before; ask its makers to delete that.

## When an app asks for more

An app never gains rights by itself. If its makers change what it asks for, you are asked again, and shown only what is new.
`;
