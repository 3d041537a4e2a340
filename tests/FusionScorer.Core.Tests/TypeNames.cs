using System.Reflection;

namespace FusionScorer.Core.Tests;

/// <summary>Types as C# writes them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(char)] = "char", [typeof(double)] = "double", [typeof(float)] = "float", [typeof(int)] = "int",
        [typeof(long)] = "long", [typeof(object)] = "object", [typeof(short)] = "short", [typeof(string)] = "string", [typeof(uint)] = "uint", [typeof(ulong)] = "ulong", [typeof(ushort)] = "ushort",
    };

    /// <summary>The name of a type, with a question mark at what may be null.</summary>
    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!, nullability);
        if (Nullable.GetUnderlyingType(type) is { } under)
            return Of(under) + "?";
        var mark = nullability is { } known && !type.IsValueType && (known.ReadState == NullabilityState.Nullable || known.WriteState == NullabilityState.Nullable) ? "?" : "";
        if (type.IsArray)
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        if (type.IsGenericParameter)
            return type.Name + mark;
        if (Words.TryGetValue(type, out var word))
            return word + mark;
        var arguments = type.GetGenericArguments();
        var outer = type.DeclaringType is { } declaring ? $"{Of(declaring)}." : $"{type.Namespace}.";
        var name = outer + type.Name.Split('`')[0];
        return (arguments.Length == 0 ? name : $"{name}<{string.Join(", ", arguments.Select((argument, i) => Of(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(i))))}>") + mark;
    }

    /// <summary>What is asked of type parameters.</summary>
    public static string Limits(Type[] parameters) => string.Concat(parameters.Where(parameter => parameter.IsGenericParameter).Select(parameter =>
    {
        var special = parameter.GenericParameterAttributes;
        List<string> limits = [];
        if (special.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            limits.Add("struct");
        else if (special.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            limits.Add("class");
        limits.AddRange(parameter.GetGenericParameterConstraints().Where(limit => limit != typeof(ValueType)).Select(limit => Of(limit)));
        if (special.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && limits is not ["struct", ..])
            limits.Add("new()");
        return limits.Count > 0 ? $" where {parameter.Name} : {string.Join(", ", limits)}" : "";
    }));
}
