// Limits of what comes and goes: requests, connections, answers, and how much work calls may be whose sender proves nothing.
import { minuteMs } from './durations.ts';

export const requestLimits = {
  /** Body bytes of a request after decompression. */
  requestBytesMax: 10_485_760,
  /** Of a body whose sender proves nothing by it, once inflated; also what is read of any before its sender is known. */
  anonymousRequestBytesMax: 65_536,
  /** Of all bodies under way, as they came and inflated: from one address, and in all. */
  requestBytesPerAddressMax: 67_108_864,
  requestBytesHeldMax: 268_435_456,
  /** Connections that are open, and requests under way: from one address, and in all. */
  connectionsPerAddressMax: 1024,
  connectionsMax: 8192,
  requestsPerAddressMax: 512,
  requestsMax: 4096,
  /** What GetThings does not put into an answer is told by its key. */
  responseBytesMax: 20_971_520,
  /** Of answers that are not taken yet: of one application or address, and in all. */
  answerBytesPerAppMax: 67_108_864,
  answerBytesHeldMax: 268_435_456,
  /** Bytes a second of an answer that is taken more slowly, for a minute, is broken off. */
  answerBytesPerSecondMin: 4096,
  /** Bytes a second of files that come more slowly, for two minutes, are broken off. */
  fileBytesPerSecondMin: 32_768,
  /** Of a server that stops: how long it only says so, and how long what is under way may take after that. */
  drainNoticeMs: 0,
  drainMs: 10_000,
  /** With less of it a server calls itself not ready. */
  diskBytesFreeMin: 33_554_432,
  /** How often it looks whether the files of its certificate changed. */
  certificateLookMs: 10_000,
  xmlDepthMax: 128,
  xmlNodesMax: 250_000,
  /** How far a client's clock may be off before its message counts as stale. */
  clockSkewMs: 15 * minuteMs,
  /** Session requests and application creations, an address and minute. */
  anonymousCallsPerMinuteMax: 600,
  /** Work for calls whose sender proves nothing, an address and minute. */
  anonymousWorkMs: 10_000,
  /** Counts of tries of one kind that are kept by what anybody can think up, such as addresses. */
  triesOfKindMax: 131_072,
};
