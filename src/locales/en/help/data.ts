// Help: adding, finding, drawing, changing and removing items.
export const dataHelp: string = `# Your data: lists, charts and the timeline

Everything in a record is an **item**: a reading, a medicine, a condition, a document. The name at the top of each page says whose record you are looking at; with several records you choose another there.

## Adding

Choose *Add an item* under [Data](/items), and then what it is. A field that may stay empty is marked *optional*. Numbers take the unit you choose beside them. If something is wrong, the page says so at its field, and what you typed stays.

## Finding

The box in the header of every page finds items, kinds of item, people and pages; the key / leads there. It knows everyday words, such as fever or pill, and forgives small slips.

[Data](/items) lists the items, the newest first. The groups at the top show one part of it. *Search and filter* looks for words in what the list shows and in notes, and for a kind, a span of days, or the app an item came from.

## Charts and the timeline

Kinds with numbers have a *Chart*, for one month, three months, a year, or all. Where there are many readings it draws averages. The numbers stand in a table below it.

The [timeline](/timeline) shows everything together, day by day; *Go to a day* takes you back in it.

## Plans and tasks

[Plans and tasks](/plans) shows what today asks for, with one button for each thing that is done, what was missed in the last days, and the week at a glance. You make plans and tasks there yourself; apps that you allow to may write them, too, and what is in the record, such as a weight, can count by itself.

## Changing, and what it said before

*Edit* on the page of an item changes it. Every version is kept: *Show what changed* lists who saved what, and when. If somebody else saves the same item while you write, you see both versions and choose; nothing is lost.

## Deleting, restoring, removing for good

A deleted item leaves the lists, and apps no longer see it, but it is kept. Right after deleting there is an *Undo*. Later, those who look after the record find it by *Search and filter*, *What was deleted*, and restore it, or *Remove for good*: that takes all versions and files with it and cannot be undone.
`;
