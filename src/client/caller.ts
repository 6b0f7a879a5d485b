// What the parts of the SDK ask of a connection: to be called, whatever is signed and renewed behind it. connect.ts makes one.
import type { XmlCursor } from '../schema/xml-reader.ts';
import type { MethodName, RequestOf, ResponseOf, VersionOf } from './contracts.ts';
import type { Actor } from './envelope.ts';

export interface Caller {
  readonly appId: string;
  fetch(url: string, init: RequestInit): Promise<Response>;
  call<M extends MethodName, V extends VersionOf<M>>(
    method: M,
    version: V,
    ...args: CallArguments<M, V>
  ): Promise<ResponseOf<M, V>>;
  callXml(method: string, version: number, info?: string, actor?: Actor): Promise<XmlCursor | undefined>;
}

/** The info of a request, which a method that takes nothing goes without, and for whom the call is made. */
export type CallArguments<M extends MethodName, V extends VersionOf<M>> =
  RequestOf<M, V> extends void ? [info?: undefined, actor?: Actor] : [info: RequestOf<M, V>, actor?: Actor];
