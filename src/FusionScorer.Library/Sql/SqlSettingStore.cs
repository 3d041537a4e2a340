namespace FusionScorer.Library.Sql;

internal sealed class SqlSettingStore(SqlDatabase database) : ISettingStore
{
    public string? Get(string key) =>
        database.Read(connection => (string?)connection.Scalar("SELECT value FROM setting WHERE key = $1", key));

    public void Set(string key, string value) => database.Write(connection =>
    {
        connection.Run("INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value);
    });
}
