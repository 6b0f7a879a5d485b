// The attributes and assertions of MSTest that the integration tests use.
using System;
using System.Collections.Generic;

namespace Microsoft.VisualStudio.TestTools.UnitTesting
{
    [AttributeUsage(AttributeTargets.Class)]
    public class TestClassAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    public class TestMethodAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    public class TestInitializeAttribute : Attribute
    {
    }

    public class AssertFailedException : Exception
    {
        public AssertFailedException(string message) : base(message)
        {
        }
    }

    public static class Assert
    {
        public static void AreEqual<T>(T expected, T actual)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
                throw new AssertFailedException("expected " + expected + ", got " + actual);
        }

        public static void AreEqual(object expected, object actual) => AreEqual<object>(expected, actual);

        public static void IsNotNull(object value) => IsNotNull(value, "null");

        public static void IsNotNull(object value, string message)
        {
            if (value == null) throw new AssertFailedException(message);
        }
    }
}
