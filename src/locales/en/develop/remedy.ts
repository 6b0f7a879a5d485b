// What to change where a call was refused: what developers read in the trace. A link to the place stands after it.

export const remedyWords = {
  again:
    'Send the same call again after a pause. If it fails again, give the response id of the reply to whoever runs this vault.',
  address: 'Send a POST with one XML document as its body to the platform address:',
  element:
    'Change the element that is named above to what the schema of the method has. Its page has a request that is taken:',
  bytes:
    'Hash the very bytes of info that you send, sign the very bytes of header, and use the secret of the newest session. Open sessions with the key of a certificate that stands here:',
  method: 'Write the name and version of the method as they are listed here, with capitals as there:',
  appId: 'Put this app’s id into app-id, and see that the app is active. Both stand here:',
  signIn:
    'Send the person to the Shell with target AUTH, and go on with the wctoken that they come back with.',
  token:
    'Send the token as it was issued: take it out of the address once, decoded once, and neither cut it nor change its signs.',
  idOfPerson:
    'Use the person id that GetAuthorizedPeople or GetPersonInfo gave this app: each app has ids of its own. A sandbox person with such ids is made here:',
  idOfRecord:
    'Use the record id that GetAuthorizedPeople or GetPersonInfo gave this app: each app has ids of its own. A sandbox person with such ids is made here:',
  right:
    'Add the right to a rule, then send people to the Shell with target APPAUTH, where they are asked for it:',
  groups: 'Tick the group of this method here, and, in production, wait until the operator has agreed:',
  idOfThing:
    'Read the thing anew with GetThings of the same record, and leave it out where it is not there any more.',
  filter: 'Change the part of the query that is named above; leave it out to see that the rest is taken.',
  format: 'Ask for the section core and for xml without a transform; add to that one by one.',
  session:
    'Open a session with CreateAuthenticatedSessionToken when this status comes, and send the call again with it.',
  letIn: 'Send the person to the Shell with target APPAUTH. What the address needs stands here:',
  typeId: 'Write the id of a version of a type as it is listed here:',
  typeVersion:
    'Send the newest version of the type, and read with version-format, so that you get what you send.',
  withData: 'Send the whole data-xml with the new type-id, not flags alone.',
  fixed: 'Leave the thing as it is. Write another one instead, of a type that can be written.',
  flag: 'Leave the read-only flag out of updates; set it when the thing is created, of a type that can have it.',
  clock:
    'Set the clock of the computer by the network, and put the time of sending into msg-time, in UTC, for each call anew.',
  stamp: 'Read the thing, change what you read, and send it with the version-stamp that came with it.',
  split: 'Send fewer things in one call: GetServiceDefinition says how many and how much may come at once.',
  less: 'Ask for less at once: a smaller page, fewer kinds, fewer sections, or a span of dates.',
  streamed: 'Ask for the blob streamed, and fetch it from the address that the answer has.',
  room: 'Delete what the record does not need, or ask whoever runs this vault for more room. Until then only reading works.',
  certificate: 'Add a certificate with an RSA key of 2048 bits, and sign with its key:',
  secret: 'Make a new random secret of 32 bytes for each credential, and send it in shared-secret.',
  slower:
    'Wait as long as the answer says, then send fewer calls in a minute: gather what can be asked at once.',
  domain: 'Say here from which domain the app sends mail:',
  mail: 'Send to an address such as name@example.org that its person has confirmed.',
  language: 'Put a tag such as en or es-MX into the language of the header.',
  instance: 'Leave the instance out, or name one that GetServiceDefinition lists.',
  location: 'Offer the app where the record belongs to, or leave such records alone.',
  vocabulary: 'Write name, family and code as they are listed here, or leave the version out for the newest:',
  package:
    'Ask for what is open first: a code is good once, a package is made before it is filled, and each external id has one open request.',
  question:
    'Send a question and an answer that are not empty, the answer as it was given when the package was made.',
  children:
    'Change children by their master alone, each under an id of its own, and from a state to one that follows it:',
  creation:
    'Call NewApplicationCreationInfo anew, and open CREATEAPPLICATION with its token once and within a quarter of an hour.',
  signUp: 'Get a code by NewSignupCode for each person, who must be 13 or older.',
  records: 'Ask the person which of their records to use, and give a new one a name of letters.',
  sharing: 'Ask a custodian of the record for a new invitation, and leave at least one custodian.',
  upload:
    'Begin the upload anew with BeginPutBlob, send all chunks with the last marked as complete, and put its address into one thing, once.',
  blockHash: 'Hash in blocks of the size and by the algorithm that BeginPutBlob names.',
  encoding: 'Send the bytes as the content type and encoding say, or leave the encoding out.',
  signature:
    'Sign by HVSignatureMethod2 where the thing has blobs, by HVSignatureMethod1 else, with SHA-1 or SHA-256.',
  subscription:
    'Ask for the subscriptions there are, end those that are not needed, and give new ones an https address, a key of 64 bytes and known types.',
  alternateId: 'Ask which alternate ids the record has, and give each record one of its own.',
  sources: 'Name each source once, as it is named in the package.',
  oauthClient: 'Change the parameter that is named above to what is registered here:',
  fhirToken:
    'Get a new access token with the refresh token, or start the launch anew. The client stands here:',
  fhirScopes: 'Ask for the scope that covers this kind and interaction when you launch, and offer it here:',
  fhirId: 'Search for the resource, and use the id that the answer has. What was deleted is left out.',
  fhirMethod: 'Use an interaction that the CapabilityStatement lists for this kind.',
  fhirAccept: 'Accept application/fhir+json or application/fhir+xml.',
  fhirStamp: 'Read the resource, change what you read, and send the version that you read in If-Match.',
  fhirContent: 'Send application/fhir+json or application/fhir+xml as content type.',
  fhirElement: 'Change the element or parameter that is named above. What each kind takes is listed here:',
  unmet:
    'This vault does not answer so by itself. Look for what stands between the app and it, such as a proxy or another platform, and change it there.',
  addRight: 'Add this right to a rule:',
  addRightTo: (rule: string) => `Add this right to the rule “${rule}”:`,
  lacks: (right: string, type: string, mode: string) => `${right}: ${type}, ${mode}`,
  modes: { online: 'while the person is signed in', offline: 'when nobody is signed in' },
  title: 'What to change',
};
