// The type ids tests name most.
export const typeIds = {
  weight: '3d34d87e-7fc1-4153-800f-f56592cb0d17',
  height: '40750a6a-89b2-455c-bd8d-b420a4cb500b',
  bloodPressure: 'ca3c57f4-f4c1-4e15-be67-0a3caf5414ed',
  bloodGlucose: '879e7c04-4e8a-4707-9ad3-b054df467ce4',
  medication1: '5c5f1223-f63c-4464-870c-3e36ba471def',
  medication2: '30cafccc-047d-4288-94ef-643571f7919d',
  condition: '7ea7a1f9-880b-4bd4-b593-f5660f20eda8',
  basic: '3b3e6b16-eb69-483c-8d7e-dfe116ae6092',
  appSpecific: 'a5033c9d-08cf-4204-9bd3-cb412ce39fc0',
} as const;
