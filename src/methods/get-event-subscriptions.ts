// GetEventSubscriptions: the application's subscriptions, oldest first.
import { getEventSubscriptions } from './contracts/get-event-subscriptions.ts';
import { method, version } from './method.ts';
import { answerSubscription } from './parts/event-subscription.ts';

export default method({
  name: 'GetEventSubscriptions',
  auth: 'app',
  group: 'eventing',
  versions: {
    1: version('app', {
      ...getEventSubscriptions[1],
      async run({ vault, app }) {
        const all = await vault.store.read(db => db.events.ofApp(app.id));
        return { subscriptions: { subscription: all.map(one => answerSubscription(vault, one)) } };
      },
    }),
  },
});
