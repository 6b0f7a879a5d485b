// A part of an application that is a plain form: its fields, how they are filled, what saving them does.
import type { Reader, Writer } from '../../../core/store.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import type { FieldDefinition, Values } from '../../kit/form-definition.tsx';
import type { SignedInVisit, Visit } from '../../web/visit.ts';
import type { OwnApp } from './own.tsx';

export interface FormTab {
  lead(visit: Visit): string;
  definitions(visit: Visit, of: OwnApp): FieldDefinition[];
  valuesOf(of: OwnApp, db: Reader): Values | Promise<Values>;
  save(db: Writer, visit: SignedInVisit, of: OwnApp, values: Values): Promise<void>;
  /** What is wrong with the fields together. */
  judge?(visit: Visit, of: OwnApp, values: Values): FieldErrors | undefined;
}
