// The person table.

import type { Person } from '../core/people/person.ts';
import type { PeopleReader, PeopleWriter } from '../core/ports.ts';
import { orNull, orUndefined, type Sql } from './sql.ts';

interface PersonRow {
  id: string;
  email: string;
  name: string;
  password_hash: string | null;
  birth_date: string;
  country: string;
  culture: string;
  state: Person['state'];
  created_at: number;
}

export function people(sql: Sql): PeopleReader & PeopleWriter {
  return {
    async byId(id) {
      return person(await sql.get<PersonRow>('SELECT * FROM person WHERE id = ?', id));
    },
    async byEmail(email) {
      return person(await sql.get<PersonRow>('SELECT * FROM person WHERE email_folded = ?', folded(email)));
    },
    async count() {
      return Number((await sql.get<{ n: number }>('SELECT COUNT(*) AS n FROM person'))!.n);
    },
    async insert(p) {
      await sql.run(
        `INSERT INTO person (id, email, email_folded, name, password_hash, birth_date, country, culture, state, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        p.id,
        p.email,
        folded(p.email),
        p.name,
        orNull(p.passwordHash),
        p.birthDate,
        p.country,
        p.culture,
        p.state,
        p.createdAt,
      );
    },
    async update(p) {
      await sql.run(
        `UPDATE person SET email = ?, email_folded = ?, name = ?, password_hash = ?, birth_date = ?, country = ?, culture = ?, state = ?
         WHERE id = ?`,
        p.email,
        folded(p.email),
        p.name,
        orNull(p.passwordHash),
        p.birthDate,
        p.country,
        p.culture,
        p.state,
        p.id,
      );
    },
  };
}

function folded(email: string): string {
  return email.trim().toLowerCase();
}

function person(row: PersonRow | undefined): Person | undefined {
  return (
    row && {
      id: row.id,
      email: row.email,
      name: row.name,
      passwordHash: orUndefined(row.password_hash),
      birthDate: row.birth_date,
      country: row.country,
      culture: row.culture,
      state: row.state,
      createdAt: Number(row.created_at),
    }
  );
}
