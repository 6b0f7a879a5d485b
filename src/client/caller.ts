// What the parts of the SDK ask of a connection: to be called, whatever is signed, renewed and repeated behind it.
// connect.ts makes one.
import type { XmlCursor } from '../schema/xml-reader.ts';
import type { MethodName, RequestOf, ResponseOf, VersionOf } from './contracts.ts';
import type { CallFor, CallOptions } from './options.ts';

export interface Caller {
  readonly appId: string;
  call<M extends MethodName, V extends VersionOf<M>>(
    method: M,
    version: V,
    ...args: CallArguments<M, V>
  ): Promise<ResponseOf<M, V>>;
  callXml(method: string, version: number, info?: string, how?: XmlCallFor): Promise<XmlCursor | undefined>;
  /** A request for bytes of a blob, made again where it may come right; `read` makes of its answer what is wanted. */
  transfer<T>(
    url: string,
    init: TransferRequest,
    how: CallOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<T>;
}

export interface XmlCallFor extends CallFor {
  /** Is the platform to do nothing where it finds this done already? See docs/sdk.md. */
  readonly isOnce?: boolean | undefined;
}

export interface TransferRequest {
  readonly method?: string;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The info of a request, which a method that takes nothing goes without, and for whom and how the call is made. */
export type CallArguments<M extends MethodName, V extends VersionOf<M>> =
  RequestOf<M, V> extends void ? [info?: undefined, how?: CallFor] : [info: RequestOf<M, V>, how?: CallFor];
