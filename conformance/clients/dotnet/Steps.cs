// How a round tells what it does: a line for each step.

using System;
using System.Threading.Tasks;

internal static class Steps
{
    internal static bool Step(string name, Func<Task> action)
    {
        try
        {
            action().GetAwaiter().GetResult();
            Console.WriteLine("ok " + name);
            return true;
        }
        catch (Exception e)
        {
            Console.WriteLine("FAIL {0} {1}: {2}", name, e.GetType().Name, e.Message.Split('\n')[0]);
            Console.Error.WriteLine(e);
            return false;
        }
    }

    internal static void Require(bool condition, string message)
    {
        if (!condition) throw new Exception(message);
    }
}
