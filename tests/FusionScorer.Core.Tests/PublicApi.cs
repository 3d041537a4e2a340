using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace FusionScorer.Core.Tests;

/// <summary>The public surface of an assembly as text: one line a type or member, in an order that does not depend on the source. What the compiler makes for records is told by IEquatable alone.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>All public types, or those that are asked for.</summary>
    public static string Of(Assembly assembly, Func<Type, bool>? which = null)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetTypes().Where(type => type.IsVisible && (which?.Invoke(type) ?? true)).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (var line in Members(type))
                text.Append("  ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string Head(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}struct"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : type switch { { IsAbstract: true, IsSealed: true } => "static class", { IsAbstract: true } => "abstract class", { IsSealed: true } => "sealed class", _ => "class" };
        var bases = type.IsEnum ? [] : new[] { type.BaseType }.Where(known => known is not null && known != typeof(object) && known != typeof(ValueType) && known != typeof(MulticastDelegate))
            .Concat(type.GetInterfaces().Where(known => known.IsVisible).OrderBy(known => known.ToString(), StringComparer.Ordinal)).Select(known => TypeNames.Of(known!)).ToArray();
        return $"public {kind} {TypeNames.Of(type)}{(bases.Length > 0 ? " : " + string.Join(", ", bases) : "")}{TypeNames.Limits(type.IsGenericType ? type.GetGenericArguments() : [])}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        var constructors = type.GetConstructors(Declared).Where(IsSeen).Select(made => $"{Access(made)} {type.Name.Split('`')[0]}({Parameters(made)})");
        var fields = type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(Field);
        var properties = type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsSeen)).Select(Property);
        var methods = type.GetMethods(Declared).Where(method => IsSeen(method) && !method.IsDefined(typeof(CompilerGeneratedAttribute)) && !(method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal)) && !method.Name.Contains('<')).Select(Method);
        return constructors.Order(StringComparer.Ordinal).Concat(fields.Order(StringComparer.Ordinal)).Concat(properties.Order(StringComparer.Ordinal)).Concat(methods.Order(StringComparer.Ordinal));
    }

    private static string Field(FieldInfo field) =>
        $"{(field.IsPublic ? "public" : "protected")} {(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeNames.Of(field.FieldType, Nullability.Create(field))} {field.Name}{(field.IsLiteral ? $" = {Value(field.GetRawConstantValue())}" : "")}";

    private static string Property(PropertyInfo property)
    {
        var seen = property.GetAccessors(nonPublic: true).Where(IsSeen).ToArray();
        var open = seen.Any(accessor => accessor.IsPublic) ? "public" : "protected";
        var words = seen.OrderBy(accessor => accessor.Name, StringComparer.Ordinal).Select(accessor =>
        {
            var name = accessor.Name.StartsWith("get_", StringComparison.Ordinal) ? "get"
                : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init" : "set";
            return $"{(Access(accessor).Split(' ')[0] == open ? "" : "protected ")}{name};";
        });
        var index = property.GetIndexParameters();
        var name = index.Length > 0 ? $"this[{string.Join(", ", index.Select(Parameter))}]" : property.Name;
        var rest = Access(seen[0]).Split(' ', 2) is [_, var modifiers] ? modifiers + " " : "";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{open} {rest}{required}{TypeNames.Of(property.PropertyType, Nullability.Create(property))} {name} {{ {string.Join(' ', words)} }}";
    }

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? method.GetGenericArguments() : [];
        var names = generic.Length > 0 ? $"<{string.Join(", ", generic.Select(argument => argument.Name))}>" : "";
        return $"{Access(method)} {TypeNames.Of(method.ReturnType, Nullability.Create(method.ReturnParameter))} {method.Name}{names}({Parameters(method)}){TypeNames.Limits(generic)}";
    }

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method)
    {
        var inherits = method is MethodInfo known && known.GetBaseDefinition() != known;
        var kind = method.DeclaringType!.IsInterface ? method.IsAbstract ? "" : " virtual"
            : method.IsStatic ? " static" : inherits ? " override" : method.IsAbstract ? " abstract" : method.IsVirtual && !method.IsFinal ? " virtual" : "";
        return (method.IsPublic ? "public" : "protected") + (method.DeclaringType.IsInterface && method.IsStatic ? " static" + kind : kind);
    }

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var by = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "";
        return $"{by}{TypeNames.Of(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Value(parameter.RawDefaultValue)}" : "")}";
    }

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}
