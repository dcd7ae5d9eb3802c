using Xunit.Sdk;
using Xunit.v3;

namespace ChildPlatform.Testing;

/// <summary>A class whose tests go after all others of their collection: they need what those have left behind.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AfterOthersAttribute : Attribute;

/// <summary>The usual order of classes, except that those marked with <see cref="AfterOthersAttribute"/> come last.</summary>
public sealed class OthersFirst : ITestClassOrderer
{
    public IReadOnlyCollection<TTestClass?> OrderTestClasses<TTestClass>(IReadOnlyCollection<TTestClass?> testClasses)
        where TTestClass : notnull, ITestClass =>
        [.. DefaultTestClassOrderer.Instance.OrderTestClasses(testClasses).OrderBy(GoesLast)];

    private static bool GoesLast<TTestClass>(TTestClass? testClass) =>
        testClass is IXunitTestClass { Class: var type } && type.IsDefined(typeof(AfterOthersAttribute), inherit: false);
}
