// Subscriptions and the deliveries they owe.
export const eventsStep: readonly string[] = [];
