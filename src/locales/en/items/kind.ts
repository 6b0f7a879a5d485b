// What the groups of kinds of item are called, and a kind that is not known.

export const kindWords = {
  groups: {
    vitals: 'Measurements',
    fitness: 'Fitness and food',
    medications: 'Medicines',
    conditions: 'Conditions',
    labs: 'Laboratory and images',
    documents: 'Documents',
    profile: 'Personal details',
    plans: 'Plans',
    apps: 'Data of apps',
  },
  unknown: 'Items of a kind not known here',
};
