// SPDX-License-Identifier: MIT
#include "ui/enhance/icons.h"

// At file scope, as Qt asks: a static library's resources are dropped by the linker unless someone names them.
static void initialiseResources()
{
    Q_INIT_RESOURCE(scotopic);
}

namespace scotopic {

QIcon loadIcon(const char* name)
{
    initialiseResources();
    return QIcon(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(name)));
}

}  // namespace scotopic
