using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace ChildPlatform.Portal.Security;

/// <summary>
/// Keys that seal cookies and sessions. They live in Redis, so that every replica reads the other's cookies, and in this process
/// and an optional folder while Redis is away. Losing them costs people a sign-in, nothing else.
/// </summary>
internal sealed class KeyRing(RedisLink redis, PortalSettings settings) : IXmlRepository
{
    private const string RedisKey = "portal:keys";
    private readonly ConcurrentDictionary<string, XElement> known = new();

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var (_, stored) = Wait(redis.TryAsync(db => db.HashGetAllAsync(RedisKey)));
        foreach (var entry in stored ?? [])
        {
            known.TryAdd(entry.Name.ToString(), XElement.Parse(entry.Value.ToString()));
        }

        if (settings.KeysFolder is { } folder && Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.xml"))
            {
                known.TryAdd(Path.GetFileNameWithoutExtension(file), XElement.Load(file));
            }
        }

        return [.. known.Values];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        known[friendlyName] = element;
        if (settings.KeysFolder is { } folder)
        {
            Directory.CreateDirectory(folder);
            element.Save(Path.Combine(folder, friendlyName + ".xml"));
        }

        Wait(redis.TryAsync(db => db.HashSetAsync(RedisKey, friendlyName, element.ToString(SaveOptions.DisableFormatting))));
    }

    // The repository's interface is synchronous; it is asked once at start and once a day.
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
