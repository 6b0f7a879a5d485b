package android.os;

// Runs at once on the calling thread: a driver has no message loop.
public abstract class AsyncTask<P, G, R> {
    @SuppressWarnings("unchecked")
    protected abstract R doInBackground(P... params);

    protected void onPostExecute(R result) {}

    @SafeVarargs
    public final AsyncTask<P, G, R> execute(P... params) {
        onPostExecute(doInBackground(params));
        return this;
    }
}
