using System.Text.RegularExpressions;
using FusionScorer.Core;
using Npgsql;

namespace FusionScorer.Library.Postgres;

/// <summary>Where a project lies on a PostgreSQL server. What it shows of itself holds no password.</summary>
public sealed partial class PostgresLocation
{
    /// <summary>The schema of a project that names none.</summary>
    public const string DefaultSchema = "fusion";

    private readonly NpgsqlConnectionStringBuilder _settings;

    private PostgresLocation(NpgsqlConnectionStringBuilder settings, string schema)
    {
        _settings = settings;
        Schema = schema;
    }

    /// <summary>The project's own schema.</summary>
    public string Schema { get; }

    /// <summary>What to say when it is not there.</summary>
    internal StoreHelp Help { get; private init; } = StoreHelp.None;

    /// <summary>Whether a password is stated.</summary>
    public bool HasPassword => !string.IsNullOrEmpty(_settings.Password) || !string.IsNullOrEmpty(_settings.SslPassword);

    /// <summary>Reads a connection string (<c>Host=…;Database=…;Username=…</c>) or an address (<c>postgres://user@host:5432/database?schema=name</c>).</summary>
    /// <param name="text">The text.</param>
    /// <param name="schema">The schema; null for the one that the address names, or <see cref="DefaultSchema"/>.</param>
    /// <param name="password">Replaces the password stated; null leaves it.</param>
    /// <exception cref="BadInputException">It is neither.</exception>
    public static PostgresLocation Parse(string text, string? schema = null, string? password = null)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = IsAddress(text) ? FromAddress(new Uri(text), ref schema) : new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or KeyNotFoundException)
        {
            // What the provider says may repeat what was written, with the password in it.
            throw new BadInputException("the PostgreSQL setting cannot be read; write Host=SERVER;Database=NAME;Username=USER, or postgres://USER@SERVER/NAME");
        }

        if (string.IsNullOrEmpty(settings.Host))
            throw new BadInputException("the PostgreSQL setting names no server; write Host=SERVER;Database=NAME;Username=USER");
        schema = string.IsNullOrEmpty(schema) ? DefaultSchema : schema;
        if (!SchemaName().IsMatch(schema) || schema.StartsWith("pg_", StringComparison.Ordinal))
            throw new BadInputException($"'{schema}' cannot be a schema; use small letters, digits and _, starting with a letter, 63 at most");
        if (!string.IsNullOrEmpty(password))
            settings.Password = password;
        return new PostgresLocation(settings, schema);
    }

    /// <summary>Whether a text is an address rather than a connection string.</summary>
    public static bool IsAddress(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text is a connection string that names a server.</summary>
    public static bool IsSetting(string text) => text.Split(';').Any(part => part.Split('=', 2) is [var key, _]
        && key.Trim() is var name && (name.Equals("Host", StringComparison.OrdinalIgnoreCase) || name.Equals("Server", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Host, database and schema.</summary>
    public override string ToString() => $"{_settings.Host}:{_settings.Port}/{_settings.Database ?? _settings.Username}/{Schema}";

    /// <summary>The same place, known by what named it.</summary>
    internal PostgresLocation NamedBy(StoreHelp help) => new(_settings, Schema) { Help = help };

    /// <summary>All that a connection needs, the password included: never to be shown.</summary>
    internal string ConnectionString() => new NpgsqlConnectionStringBuilder(_settings.ConnectionString)
    {
        SearchPath = $"\"{Schema}\"",
        ApplicationName = $"fusionscorer {Schema}",
        MaxAutoPrepare = 100,
        AutoPrepareMinUsages = 2,
        MaxPoolSize = Math.Min(_settings.MaxPoolSize, 30),
        KeepAlive = 30,
        CommandTimeout = 0, // counting and indexing millions of rows takes as long as it takes
        Timeout = 10,
        IncludeErrorDetail = false, // values of rows are nobody's business
        PersistSecurityInfo = false,
    }.ConnectionString;

    private static NpgsqlConnectionStringBuilder FromAddress(Uri address, ref string? schema)
    {
        var settings = new NpgsqlConnectionStringBuilder { Host = address.Host };
        if (address.Port > 0)
            settings.Port = address.Port;
        if (address.AbsolutePath.Trim('/') is { Length: > 0 } database)
            settings.Database = Uri.UnescapeDataString(database);
        var user = address.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            settings.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            settings.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var key, var rest] ? (key, Uri.UnescapeDataString(rest)) : (pair, "");
            if (name == "schema")
                schema ??= value;
            else if (name == "sslmode")
                settings.SslMode = Enum.Parse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
            else
                throw new FormatException();
        }

        return settings;
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,62}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SchemaName();
}
